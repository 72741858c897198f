// The reader’s choice of light or dark; images and films that are loaded when asked for; a snippet that is ready to copy. The pages do without.
(function () {
  "use strict";
  var root = document.documentElement, key = "nuage-scheme";
  function kept() { try { return localStorage.getItem(key); } catch (error) { return null; } }
  function keep(scheme) { try { localStorage.setItem(key, scheme); } catch (error) { /* a browser that keeps nothing */ } }
  var chosen = kept();
  if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;

  function wire() {
    var button = document.querySelector(".scheme");
    if (!button) return;
    var system = matchMedia("(prefers-color-scheme: dark)");
    function dark() { return root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches; }
    function say() { button.textContent = button.title = dark() ? button.dataset.light : button.dataset.dark; }
    button.hidden = false;
    button.addEventListener("click", function () {
      root.dataset.scheme = dark() ? "light" : "dark";
      keep(root.dataset.scheme);
      say();
    });
    system.addEventListener("change", say);
    say();
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.unseen, a.film[data-src]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.src) {
      var film = document.createElement("video");
      film.controls = true;
      film.autoplay = true;
      film.src = link.dataset.src;
      film.setAttribute("aria-label", link.textContent);
      link.replaceWith(film);
      film.focus();
      return;
    }
    var image = document.createElement("img");
    image.src = link.href;
    image.alt = link.dataset.alt || "";
    if (link.dataset.width) image.width = link.dataset.width;
    if (link.dataset.height) image.height = link.dataset.height;
    image.tabIndex = -1;
    link.replaceWith(image);
    image.focus();
  });
  document.addEventListener("focusin", function (event) {
    if (event.target.id === "snippet") event.target.select();
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wire);
  else wire();
})();
