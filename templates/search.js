/* The search of an edition. Everything happens in the reader's device: what is typed is never kept, sent or put into an address. */
(function () {
  "use strict";
  const MOST = 20, EACH = 2, AROUND = 90;
  const box = document.getElementById("search"), field = box.querySelector("input");
  const list = box.querySelector("ol"), status = box.querySelector("[role=status]"), hits = box.dataset.hits.split("|");

  // Letters that are written one for another, beside those that Unicode takes apart: first what is met, then what it is taken for.
  const SAME = new Map("كک يی ىی ېی ۍی ێی ےی ةه ەه ھه ہه ۆو ڕر ڵل ګگ ıi łl øo đd ßs ґг ሀሃ ሐሓ አኣ ዐዓ".split(" ").map((pair) => [...pair]));
  // Ethiopic rows that sound alike: first letter, and how far away the row is that it is taken for.
  const ROWS = [[0x1220, 16], [0x1340, -8], [0x1280, -112], [0x12b8, -16], [0x1250, -16]];
  const LOST = /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u02bc]/g;
  const INNER = /['’‘ʼ`´\u200c]/;
  const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'’‘`´\u00ad\u200c\u200d]*[\p{L}\p{M}\p{N}])?/gu;
  const DENSE = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  const DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0e50-\u0e59]/g;

  function alike(letter) {
    const code = letter.charCodeAt(0), row = ROWS.find(([first]) => code >= first && code < first + 8);
    const found = row ? String.fromCharCode(code + row[1]) : letter;
    return SAME.get(found) || found;
  }
  function fold(text) {
    return text.normalize("NFKD").toLowerCase().replace(LOST, "").replace(DIGIT, (digit) => digit.charCodeAt(0) & 15)
      .normalize("NFC").replace(/[\u0131-\u0142\u00df-\u00f8\u0491\u0629-\u06d5\u1200-\u135f]/g, alike);
  }

  // Where the words of a text stand: [place, word]. Scripts without spaces are cut by the browser, else into pairs of letters.
  let cutter = null;
  try {
    cutter = new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
  } catch (error) {
    // an older browser: pairs it is
  }
  function words(text) {
    const found = [];
    for (const { 0: word, index } of text.matchAll(WORD)) {
      if (!DENSE.test(word)) found.push([index, word]);
      else if (cutter) for (const part of cutter.segment(word)) found.push([index + part.index, part.segment]);
      else for (let at = 0; at < Math.max(1, word.length - 1); at++) found.push([index + at, word.slice(at, at + 2)]);
    }
    return found;
  }

  let endings = {};
  function stem(word, table) {
    if (!table) return word;
    const [left, often, before, after] = table;
    const start = before.find((part) => word.startsWith(part) && word.length - part.length >= left);
    if (start) word = word.slice(start.length);
    for (let time = 0; time < often; time++) {
      const end = after.find((part) => word.endsWith(part) && word.length - part.length >= left);
      if (!end) break;
      word = word.slice(0, -end.length);
    }
    return word;
  }
  // The forms a word is found by: folded, without its endings in some languages, and its parts where something joins them.
  const known = new Map();
  function forms(word, codes) {
    const key = word + " " + codes;
    let found = known.get(key);
    if (!found) {
      found = new Set();
      const pieces = word.split(INNER), whole = fold(pieces.join(""));
      for (const piece of pieces.length > 1 ? [whole, ...pieces.filter((part) => part.length > 1).map(fold)] : [whole]) {
        found.add(piece);
        for (const code of codes) found.add(stem(piece, endings[code]));
      }
      known.set(key, (found = [...found].filter(Boolean)));
    }
    return found;
  }
  const terms = (text, codes) => words(text).map(([, word]) => forms(word, codes).join(" ")).join(" ");
  function pairs(text) {
    const folded = words(text).map(([, word]) => fold(word));
    return folded.slice(1).map((word, at) => folded[at] + word).join(" ");
  }

  // The index: fetched when somebody is about to search, and never before.
  let index, rows, pages, tongues, loading;
  function load() {
    loading = loading || fetch(box.dataset.index).then((answer) => answer.json()).then((data) => {
      ({ rows, pages, tongues, endings } = data);
      for (const table of Object.values(endings)) {
        for (const part of [2, 3]) table[part] = table[part].map(fold).sort((one, other) => other.length - one.length);
      }
      const made = new MiniSearch({
        fields: ["title", "heading", "inner", "text", "also", "told", "pairs", "page"],
        tokenize: (text) => text.split(" "),
        processTerm: (term) => term || null,
      });
      rows.forEach(([page, anchor, title, text, tongue, named, also, told], id) => {
        const codes = [tongues[tongue || 0][0]], lines = text.split("\n");
        const inner = lines.filter((line) => line[0] === "#").join(" ");
        made.add({
          id, [anchor ? "heading" : "title"]: terms(title, codes), text: terms(text, codes), inner: terms(inner, codes),
          also: (also || []).map(([code, words]) => terms(words, [code])).join(" "),
          told: told ? terms(told, [data.source]) : "",
          pairs: pairs(data.joined ? title + " " + text : title + " " + inner),
          page: anchor ? terms(pages[page][1], [tongues[named || 0][0]]) : "",
        });
      });
      index = made;
    });
    loading.catch(() => {
      loading = null;
    });
    return loading;
  }

  const BOOST = { title: 8, heading: 4, inner: 2, also: 4, told: 1, page: 1, pairs: 0 };
  const fuzzy = (term) => (/\d/.test(term) || term.length < 4 ? false : term.length < 8 ? 1 : 2);
  // What the longest end of a word finds that is a word: the care in a compound for health care.
  function tail(word, ask) {
    let found = [];
    for (let at = 2; at < word.length - 2 && !found.length; at++) found = ask([word.slice(at)], { fuzzy: false });
    return found;
  }
  // Rows by how well they fit: how many of the words they hold counts most, then where and how often.
  function find(query) {
    const codes = Object.keys(endings), score = new Map();
    let asked = words(query).map(([, word]) => word);
    // Single letters say little, unless there is nothing else: "a", "w", "y".
    const long = asked.filter((word) => word.length > 1 || DENSE.test(word) || /\p{N}|\p{Script=Ethiopic}/u.test(word));
    if (long.length) asked = long;
    const ask = (list, options) => index.search({ queries: list, ...options }, { boost: BOOST, fuzzy, weights: { fuzzy: 0.2, prefix: 0.4 }, ...options });
    const add = (results, part) => {
      for (const { id, score: value, match } of results) {
        const row = score.get(id) || { id, value: 0, held: new Set(), match: new Set() };
        row.value += value;
        row.held.add(part);
        Object.keys(match).forEach((term) => row.match.add(term));
        score.set(id, row);
      }
    };
    asked.forEach((word, at) => {
      const part = ask(forms(word, codes), { prefix: (term) => term.length > 1 });
      add(part.length ? part : tail(fold(word), ask), at);
      add(ask([fold(word)], { fields: ["pairs"], boost: { pairs: 2 } }), at);
      if (at) {
        const both = ask(forms(asked[at - 1] + word, codes), { fuzzy: false });
        add(both, at - 1);
        add(both, at);
      }
    });
    const found = [...score.values()];
    for (const row of found) row.value *= (row.held.size / asked.length) ** 2;
    found.sort((one, other) => other.value - one.value || one.id - other.id);
    // A page that holds the words in several places is more about them than one that mentions them once.
    const more = {};
    for (const row of found) {
      const others = (more[rows[row.id][0]] = more[rows[row.id][0]] || []);
      if (others.length < 4) others.push(row.value);
    }
    for (const row of found) for (const value of more[rows[row.id][0]]) row.value += value / 6;
    found.sort((one, other) => other.value - one.value || one.id - other.id);
    const seen = {}, least = found.length ? found[0].value / 40 : 0;
    return found.filter(({ id, value }) => value > least && (seen[rows[id][0]] = (seen[rows[id][0]] || 0) + 1) <= EACH).slice(0, MOST);
  }

  function element(name, parent, text) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    parent.append(made);
    return made;
  }
  function speak(node, tongue) {
    if (!tongue) return;
    node.lang = tongues[tongue][1];
    node.dir = tongues[tongue][2];
  }
  // A piece of a text around the first word that was found, with all of them marked.
  function excerpt(parent, text, codes, match) {
    const hit = words(text).filter(([, word]) => forms(word, codes).some((form) => match.has(form)));
    const middle = hit.length ? hit[0][0] : 0;
    let from = middle < AROUND ? 0 : text.indexOf(" ", middle - AROUND) + 1;
    if (from > middle) from = middle;
    let to = text.indexOf(" ", middle + AROUND);
    if (to < 0 || to > middle + 2 * AROUND) to = Math.min(text.length, middle + 2 * AROUND);
    if (from) parent.append("… ");
    for (const [at, word] of hit) {
      if (at < from || at + word.length > to) continue;
      parent.append(text.slice(from, at));
      element("mark", parent, word);
      from = at + word.length;
    }
    parent.append(text.slice(from, to) + (to < text.length ? " …" : ""));
  }
  function show(found) {
    list.textContent = "";
    for (const { id, match } of found) {
      const [page, anchor, title, text, tongue, named] = rows[id], item = element("li", list);
      const link = element("a", item);
      link.href = pages[page][0] + (anchor ? "#" + anchor : "");
      speak(element("span", link, pages[page][1]), named);
      if (anchor) {
        link.append(" – ");
        speak(element("span", link, title), tongue);
      }
      if (tongue) item.append(" (" + tongues[tongue][3] + ")");
      const part = element("p", item);
      speak(part, tongue);
      excerpt(part, text.replace(/^# /gm, "").replace(/\n/g, " "), [tongues[tongue || 0][0]], match);
    }
    status.textContent = hits[found.length];
  }

  let timer;
  function search() {
    const query = field.value.trim();
    if (!query) {
      list.textContent = status.textContent = "";
      return;
    }
    load().then(() => {
      if (query === field.value.trim()) show(find(query));
    }, () => {
      status.textContent = box.dataset.failed;
    });
  }
  field.addEventListener("focus", () => {
    load().catch(() => {});
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
  // The browser keeps what stands in the field when the reader goes to a page and back.
  addEventListener("pageshow", search);
  box.hidden = false;
})();
