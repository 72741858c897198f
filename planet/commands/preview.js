// Put into pages by `planet serve` alone: loads the page anew when the site changed, and shows what is wrong.
const here = new URL(document.currentScript.src);
const shown = here.searchParams.get("version");
let box = null;

function say(fault) {
  if (!fault) {
    if (box) box.remove();
    box = null;
    return;
  }
  if (!box) {
    box = document.createElement("pre");
    box.setAttribute("role", "alert");
    box.style.cssText =
      "position:fixed;inset:0 0 auto 0;z-index:99999;margin:0;padding:1rem;white-space:pre-wrap;" +
      "font:16px/1.4 monospace;background:#7a0019;color:#fff";
    document.body.append(box);
  }
  box.textContent = fault;
}

const events = new EventSource(new URL("events", here));
events.onmessage = (message) => {
  const state = JSON.parse(message.data);
  if (state.fault) say(state.fault);
  else if (String(state.version) !== shown) location.reload();
  else say("");
};
