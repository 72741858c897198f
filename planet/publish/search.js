// Looks through the indexes of the site, one for each language of each part, at once and gives one list. A module: import it, call search().
//
//   const { search } = await import("/pagefind/search.js");
//   const found = await search("été", { filters: { topic: "Santé" }, sort: "date", from: 0, count: 20 });
//
// found.total    how many there are, about
// found.results  [{ url, title, date, language, excerpt (HTML with <mark>), blog: [..], topic: [..], term: [..] }, …]
// found.filters  { topic: { "Santé": 12, … }, blog: {…}, term: {…}, year: {…}, language: {…} } for what was found

const here = new URL(".", import.meta.url);
let opened;

// Results that are sorted by date or looked at one by one, of the most fitting.
const WEIGHED = 100;

// French joins small words to the next: in the index "l'été" is two words; what is shown is joined again.
const ELISION = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['\u2019](?=\p{L})/giu;
const PARTED = /(^|[^\p{L}\p{N}])((?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)(?:['\u2019]|&#39;))(<\/mark>)?\s(<mark>)?/giu;

async function open() {
  const parts = await read(new URL("parts.json", here));
  const made = (await Promise.all(parts.map((part) => read(new URL(`${part}/pagefind-entry.json`, here))))).flatMap(
    (entry, place) => Object.keys(entry.languages).map((code) => ({ code, part: parts[place] })),
  );
  for (const one of made) one.index = await instance(one);
  // Numbers beside the filters are counted only once their lists are loaded.
  await Promise.all(made.map(({ index }) => index.init().then(() => index.filters())));
  return made;
}

async function read(address) {
  return (await fetch(address, { cache: "no-cache" })).json();
}

// Pagefind holds one index in memory, and takes its language, and with it the stemmer, from the page: so each language of each part
// has a module of its own, which is told apart by its address, and which looks at the page once.
async function instance({ code, part }) {
  const pagefind = await import(new URL(`${part}/pagefind.js?${code}`, here).href);
  const root = document.documentElement;
  const language = root.lang;
  root.lang = code;
  try {
    return pagefind.createInstance();
  } finally {
    root.lang = language;
  }
}

// Loads what a reader will need next; call it when the search field gets the focus.
export function prepare() {
  opened = opened || open();
  return opened;
}

export async function search(words, { filters = {}, sort = "relevance", from = 0, count = 20 } = {}) {
  const plain = words.replace(ELISION, " ").trim();
  const options = plain ? { filters } : { filters, sort: { date: "desc" } };
  const answers = await Promise.all(
    (await prepare()).flatMap((one) => spellings(plain).map((words) => asked(one, words, options))),
  );
  const found = unique(answers);
  found.sort((one, other) => other.result.score - one.result.score);
  const dated = sort === "date" || !plain;
  const looked = await Promise.all(found.slice(0, dated ? WEIGHED : from + count).map(told));
  const held = looked.filter((one) => holds(one, plain));
  if (dated) held.sort((one, other) => (one.date < other.date ? 1 : one.date > other.date ? -1 : 0));
  return {
    total: held.length ? found.length - (looked.length - held.length) : 0,
    results: held.slice(from, from + count).map(({ content, ...shown }) => shown),
    filters: held.length ? counted(answers) : {},
  };
}

async function asked({ code, part, index }, words, options) {
  return { code, part, ...(await index.search(words || null, options)) };
}

// Pagefind takes accents for optional, but not ligatures.
function spellings(plain) {
  return [...new Set([plain, plain.replace(/oe/gi, "\u0153"), plain.replace(/\u0153/gi, "oe")])];
}

function unique(answers) {
  const met = new Map();
  for (const { code, part, results } of answers) {
    for (const result of results) {
      const key = `${part} ${code} ${result.id}`;
      if (!met.has(key)) met.set(key, { code, result });
    }
  }
  return [...met.values()];
}

// Where nothing begins like a word, Pagefind falls back on shorter ones: "axolotl" finds every post with an "a". Such are left out.
function holds(one, plain) {
  const text = ` ${folded(`${one.title} ${one.content} ${one.term.join(" ")}`)}`;
  return folded(plain)
    .split(" ")
    .every((word) => !word || text.includes(` ${word.slice(0, 3)}`));
}

function folded(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\u0153/g, "oe")
    .replace(/\u00e6/g, "ae")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

async function told({ code, result }) {
  const data = await result.data();
  return {
    url: data.meta.url,
    title: data.meta.title,
    date: data.meta.date,
    language: (data.filters.language || [code])[0],
    content: data.content,
    excerpt: data.excerpt.replace(PARTED, "$1$2$3$4"),
    blog: data.filters.blog || [],
    topic: data.filters.topic || [],
    term: data.filters.term || [],
  };
}

function counted(answers) {
  const sums = {};
  for (const { filters } of answers) {
    for (const [name, values] of Object.entries(filters || {})) {
      sums[name] = sums[name] || {};
      for (const [value, number] of Object.entries(values)) {
        if (number) sums[name][value] = (sums[name][value] || 0) + number;
      }
    }
  }
  return sums;
}
