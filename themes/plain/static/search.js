// Looks for the words of the field in the index that Nuage made, and lists what was found.
const form = document.getElementById("ask");
const found = document.getElementById("found");
const list = document.getElementById("results");
const { search } = await import(new URL(form.dataset.index, document.baseURI));

async function look() {
  const words = form.q.value.trim();
  const answer = words ? await search(words, { count: 30 }) : { total: 0, results: [] };
  const said = { 0: found.dataset.none, 1: found.dataset.one }[answer.total] || found.dataset.many;
  found.textContent = words ? said.replace("%(num)s", answer.total) : "";
  list.replaceChildren(
    ...answer.results.map((one) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const text = document.createElement("p");
      link.href = one.url;
      link.lang = one.language;
      link.textContent = one.title;
      text.lang = one.language;
      text.innerHTML = one.excerpt;
      item.append(link, text);
      return item;
    }),
  );
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", `?q=${encodeURIComponent(form.q.value)}`);
  look();
});
form.q.value = new URLSearchParams(location.search).get("q") || "";
look();
