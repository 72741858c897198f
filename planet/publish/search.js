// Looks through the indexes of the site, one for each language of each part, at once and gives one list. A module: import it, call search().
//
//   const { search } = await import("/pagefind/search.js");
//   const found = await search("été", { filters: { topic: "Santé" }, sort: "date", from: 0, count: 20 });
//
// found.total    how many there are, about
// found.results  [{ url, title, date, language, excerpt (HTML with <mark>), blog: [..], topic: [..], term: [..] }, …]
// found.filters  { topic: { "Santé": 12, … }, blog: {…}, term: {…}, year: {…}, language: {…} } for what was found
//
// Without words everything is found, newest first. prepare() returns once searching is quick; choices() gives the filters of everything.

const here = new URL(".", import.meta.url);
let opened;

// What is sorted by date is sorted so many at a time, the most fitting first: words that only begin alike are found too.
const WEIGHED = 100;

// Words of an excerpt, and of them those before the first that was looked for.
const LONG = 30;
const BEFORE = 4;

// French joins small words to the next: in the index "l'été" is two words; what is shown is joined again.
const ELISION = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['\u2019](?=\p{L})/giu;
const PARTED = /(^|[^\p{L}\p{N}])((?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)(?:['\u2019]|&#39;))(<\/mark>)?\s(<mark>)?/giu;

// What ends with a sentence needs no mark that it was cut.
const ENDED = /[.!?\u2026][\s\u00bb\u201d)]*(?:<\/mark>)?$/u;

// Pagefind makes all spaces alike; in French these signs never begin a line.
const APART = / (?=[:;!?\u00bb](?:\s|$))/gu;

async function open() {
  const parts = await read(new URL("parts.json", here));
  const made = (await Promise.all(parts.map((part) => read(new URL(`${part}/pagefind-entry.json`, here))))).flatMap(
    (entry, place) => Object.keys(entry.languages).map((code) => ({ code, part: parts[place] })),
  );
  for (const one of made) one.index = await instance(one);
  // Numbers beside the filters are counted only once their lists are loaded.
  await Promise.all(made.map(async (one) => { await one.index.init(); one.filters = await one.index.filters(); }));
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
  const until = from + count;
  const looked = plain ? await fitting(found, sort === "date", until) : await newest(answers, until);
  const held = looked.filter((one) => holds(one, plain));
  return {
    total: held.length ? found.length - (looked.length - held.length) : 0,
    results: held.slice(from, until).map(({ content, ...shown }) => shown),
    filters: held.length ? counted(answers) : {},
  };
}

export async function choices() {
  return counted(await prepare());
}

// At least the first of what was found, the most fitting before the others or, in lots, the newer before the older.
async function fitting(found, dated, until) {
  found.sort((one, other) => other.result.score - one.result.score);
  if (!dated) return Promise.all(found.slice(0, until).map(told));
  const looked = [];
  for (let start = 0; start < Math.min(until, found.length); start += WEIGHED) {
    looked.push(...(await Promise.all(found.slice(start, start + WEIGHED).map(told))).sort(later));
  }
  return looked;
}

// Each index gives its own newest first: those of all are among the first of each.
async function newest(answers, until) {
  const first = answers.flatMap(({ code, results }) => results.slice(0, until).map((result) => ({ code, result })));
  return (await Promise.all(first.map(told))).sort(later).slice(0, until);
}

function later(one, other) {
  return one.date < other.date ? 1 : one.date > other.date ? -1 : 0;
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
    excerpt: excerpt(data),
    blog: data.filters.blog || [],
    topic: data.filters.topic || [],
    term: data.filters.term || [],
  };
}

// The place with most of the words looked for, in the text alone: the title is shown above it.
function excerpt(data) {
  const { raw_content: content, locations, meta, excerpt: own } = data;
  if (content.includes("\u200B")) return own; // Words without spaces between them: only Pagefind knows where they end.
  const words = content.split(/\s+/);
  const title = meta.title.replace(ELISION, "$& ").trim().split(/\s+/).length;
  const marked = new Set(locations.filter((place) => place >= title));
  const within = (start) => [...marked].filter((place) => place >= start && place < start + LONG).length;
  const starts = [title, ...[...marked].map((place) => Math.max(title, place - BEFORE))];
  const best = starts.reduce((one, other) => (within(other) > within(one) ? other : one));
  const first = Math.max(title, Math.min(best, words.length - LONG));
  const shown = words.slice(first, first + LONG).map((word, place) => (marked.has(first + place) ? bold(word) : word));
  if (shown.at(-1)?.match(/['\u2019]$/)) shown.pop();
  const text = shown.join(" ").trim().replace(PARTED, "$1$2$3$4").replace(APART, "\u202f");
  return text && `${first > title ? "… " : ""}${text}${first + LONG < words.length && !ENDED.test(text) ? "…" : ""}`;
}

// Punctuation is not what was looked for; "&" and ";" may be part of "&lt;", and an apostrophe is joined to what follows.
function bold(word) {
  return word.replace(/^((?:(?!&)[\p{P}\p{S}])*)(.*?)((?:(?![;'\u2019])[\p{P}\p{S}])*)$/su, "$1<mark>$2</mark>$3");
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
