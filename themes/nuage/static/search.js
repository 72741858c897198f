// The search page: words, filters or both to a list of posts. The index is loaded once the form is entered.
const form = document.getElementById("ask");
const field = form.elements.q;
const found = document.getElementById("found");
const results = document.getElementById("results");
const more = document.getElementById("more");
const filters = ["topic", "blog", "term", "year"];
const say = form.dataset;
const COUNT = 20;
let library;
let shown = 0;
let turn = 0;

function loaded() {
  library = library || import(new URL(say.search, document.baseURI)).then(async (held) => { await held.prepare(); return held; });
  return library;
}

function asked() {
  const chosen = {};
  for (const name of filters) if (form.elements[name].value) chosen[name] = form.elements[name].value;
  return chosen;
}

function add(tag, parent, text, name) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (name) element.className = name;
  parent.append(element);
  return element;
}

// The excerpt is text but for <mark>: nothing else in it may become markup.
function excerpt(place, markup) {
  const held = new DOMParser().parseFromString(markup, "text/html").body;
  for (const node of held.childNodes) {
    if (node.nodeName === "MARK") add("mark", place, node.textContent);
    else place.append(node.textContent);
  }
}

// As the pages write it: browsers do not know the French “1er”.
function day(date) {
  const language = document.documentElement.lang;
  const said = new Date(date).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
  return language.startsWith("fr") ? said.replace(/^1 /, "1er ") : said;
}

function row(result) {
  const item = add("li", results);
  if (result.language) item.lang = result.language;
  const link = add("a", add("h2", item), result.title);
  link.href = result.url;
  if (result.excerpt) excerpt(add("p", item), result.excerpt);
  const about = add("p", item, result.blog.length ? `${result.blog.join(", ")} · ` : "", "about");
  about.lang = document.documentElement.lang;
  add("time", about, day(result.date)).dateTime = result.date;
}

function choices(counts) {
  for (const name of filters) {
    const select = form.elements[name];
    const before = select.value;
    const numbers = (counts || {})[name] || {};
    // Where something is chosen the other choices stay, without numbers: those were of another search.
    if (before) {
      for (const option of [...select.options].slice(1)) option.textContent = numbers[option.value] ? `${option.value} (${numbers[option.value]})` : option.value;
      continue;
    }
    select.length = 1;
    const held = Object.entries(numbers);
    held.sort((one, other) => (name === "year" ? other[0].localeCompare(one[0]) : one[0].localeCompare(other[0], document.documentElement.lang)));
    for (const [value, count] of held) add("option", select, `${value} (${count})`).value = value;
  }
}

// Before anything is asked the filters offer all there is.
async function offer() {
  const own = turn;
  try {
    const held = await loaded();
    const all = await held.choices();
    if (own === turn && !field.value.trim() && !Object.keys(asked()).length) choices(all);
  } catch (error) {
    found.textContent = say.failed;
  }
}

async function look(on) {
  const words = field.value.trim();
  const chosen = asked();
  const own = ++turn;
  if (!on) { shown = 0; results.replaceChildren(); more.hidden = true; }
  if (!words && !Object.keys(chosen).length) { found.textContent = ""; offer(); return; }
  const before = results.children.length;
  try {
    const held = await loaded();
    const answer = await held.search(words, { filters: chosen, sort: form.elements.sort.value || undefined, from: shown, count: COUNT });
    if (own !== turn) return;
    answer.results.forEach(row);
    shown += answer.results.length;
    choices(answer.filters);
    const say_of = answer.total === 1 ? say.one : say.many;
    found.textContent = answer.total ? say_of.replace("%(num)s", answer.total.toLocaleString(document.documentElement.lang)) : say.none;
    more.hidden = shown >= answer.total;
    if (on && results.children[before]) results.children[before].querySelector("a").focus();
  } catch (error) {
    found.textContent = say.failed;
  }
}

function again() {
  const address = new URL(location.href);
  address.search = "";
  if (field.value.trim()) address.searchParams.set("q", field.value.trim());
  for (const [name, value] of Object.entries(asked())) address.searchParams.set(name, value);
  if (form.elements.sort.value) address.searchParams.set("sort", form.elements.sort.value);
  history.replaceState(null, "", address);
  look(false);
}

let entered = false;
for (const event of ["pointerover", "focusin"]) {
  form.addEventListener(event, () => { if (!entered) { entered = true; offer(); } });
}
form.addEventListener("submit", (event) => { event.preventDefault(); again(); });
form.addEventListener("change", (event) => { if (event.target !== field) again(); });
more.addEventListener("click", () => look(true));
const given = new URLSearchParams(location.search);
if ([...given.values()].some((value) => value)) {
  field.value = given.get("q") || "";
  form.elements.sort.value = given.get("sort") === "date" ? "date" : "";
  for (const name of filters) {
    if (given.get(name)) { add("option", form.elements[name], given.get(name)).value = given.get(name); form.elements[name].value = given.get(name); }
  }
  look(false);
}
