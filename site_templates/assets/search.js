// The search of the site: names first (projects, people, then other pages), with spelling mistakes; then the text of
// all pages. Both are read when somebody searches, not before.
(function () {
  "use strict";
  var MOST_NAMES = 8, MOST_PAGES = 6;
  var STOP = new Set(("a an and are can do does for how i in is it my of on or our that the this to was we what when where " +
    "which who why will with you your").split(" "));
  var base, dialog, box, list, known, text, turn = 0;

  function make(tag, values, inner) {
    var node = Object.assign(document.createElement(tag), values);
    (inner || []).forEach(function (part) { node.append(part); });
    return node;
  }

  function load(path) {
    return new Promise(function (resolve, reject) {
      document.head.append(make("script", { src: base + path, onload: resolve, onerror: reject }));
    });
  }

  function plain(words) {
    return uFuzzy.latinize(words.toLowerCase()).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  // Two words are found also where they are written as one: "datacentre", "sdwan".
  function joined(words) {
    var all = words.split(" ");
    return all.slice(1).map(function (word, place) { return all[place] + word; }).join(" ");
  }

  function readNames() {
    known = known || Promise.all([
      fetch(base + "assets/titles.json").then(function (answer) { return answer.json(); }),
      load("assets/vendor/ufuzzy/uFuzzy.min.js")
    ]).then(function (found) {
      var titles = found[0].titles.map(function (row) {
        return { kind: row[0], title: row[1], address: row[2], more: row[3] || "" };
      });
      var texts = titles.map(function (row) {
        var words = plain(row.title), more = plain(row.more);
        return [words, joined(words), more, joined(more)].join(" ");
      });
      var finder = new uFuzzy({ unicode: true, interSplit: "[^\\p{L}\\p{N}]+", intraSplit: "\\p{Ll}\\p{Lu}", intraBound: "\\p{L}\\p{N}|\\p{N}\\p{L}",
        intraChars: "[\\p{L}\\p{N}]", intraContr: "", intraMode: 1, interLft: 1 });
      return { words: found[0].words, kinds: found[0].kinds, titles: titles, texts: texts, finder: finder };
    });
    return known;
  }

  function findNames(all, wanted) {
    var found = [];
    // As written, then as one word, then with each word beginning anywhere.
    [wanted, wanted.replace(/ /g, "")].forEach(function (needle) {
      var hits = all.finder.search(all.texts, needle, 1, 1000);
      (hits[2] ? hits[2].map(function (place) { return hits[1].idx[place]; }) : hits[0] || []).forEach(function (place) {
        if (!found.includes(place)) found.push(place);
      });
    });
    var rank = new Map(found.map(function (place, position) { return [place, position]; }));
    return found.sort(function (one, other) {
      return all.kinds.indexOf(all.titles[one].kind) - all.kinds.indexOf(all.titles[other].kind) || rank.get(one) - rank.get(other);
    }).slice(0, MOST_NAMES).map(function (place) { return all.titles[place]; });
  }

  async function findText(wanted) {
    text = text || import(new URL(base + "search/pagefind.js", location.href).href);
    var engine = await text;
    var found = await engine.search(wanted);
    return Promise.all(found.results.slice(0, MOST_PAGES).map(function (result) { return result.data(); }));
  }

  // The engine marks what it found in an excerpt; all else in it is text.
  function excerpt(html) {
    var parts = new DOMParser().parseFromString(html, "text/html").body;
    return make("span", { className: "pk-dim" }, Array.from(parts.childNodes).map(function (node) {
      return node.nodeName === "MARK" ? make("mark", { textContent: node.textContent }) : node.textContent;
    }));
  }

  function entry(address, title, below) {
    return make("li", {}, [make("a", { href: address }, [make("span", { className: "pk-found", textContent: title }), below])]);
  }

  async function search() {
    var mine = ++turn, all = await readNames();
    var wanted = plain(box.value).split(" ").filter(function (word, place, words) { return !STOP.has(word) || words.length === 1; }).join(" ");
    if (mine !== turn) return;
    if (!wanted) { list.replaceChildren(); tell(""); return; }
    var names = findNames(all, wanted);
    var lines = names.map(function (row) {
      return entry(base + row.address, row.title, make("span", { className: "pk-dim", textContent: all.words[row.kind] }));
    });
    list.replaceChildren.apply(list, lines);
    var pages = [];
    try { pages = await findText(wanted); } catch (fault) { /* a site that was built without it has names only */ }
    if (mine !== turn) return;
    var shown = new Set(names.map(function (row) { return new URL(base + row.address, location.href).pathname; }));
    pages.forEach(function (page) {
      var part = (page.sub_results || []).find(function (some) { return some.url.includes("#"); });
      var address = new URL(base + page.raw_url.replace(/^\//, ""), location.href);
      if (shown.has(address.pathname)) return;
      if (part) address.hash = part.url.split("#")[1];
      lines.push(entry(address.href, page.meta.title + (part && part.title !== page.meta.title ? ": " + part.title : ""), excerpt(part ? part.excerpt : page.excerpt)));
    });
    list.replaceChildren.apply(list, lines);
    tell(lines.length ? all.words.found.replace("{number}", lines.length) : all.words.nothing);
  }

  function tell(words) { dialog.querySelector("[role=status]").textContent = words; }

  function move(step) {
    var links = Array.from(list.querySelectorAll("a")), here = links.indexOf(document.activeElement);
    var next = links[here + step];
    if (next) next.focus(); else if (here + step < 0) box.focus();
  }

  function open() {
    readNames().then(function (all) { box.placeholder = all.words.placeholder; });
    dialog.showModal();
    box.select();
  }

  document.addEventListener("DOMContentLoaded", function () {
    var header = document.querySelector(".md-header__inner");
    if (!header) return;
    base = new URL(JSON.parse(document.getElementById("__config").textContent).base + "/", location.href).href;
    var later;
    box = make("input", { type: "text", enterKeyHint: "search", className: "pk-search-box", autocomplete: "off" });
    box.setAttribute("aria-label", "Search");
    list = make("ol", { className: "pk-search-list" });
    var status = make("p", { className: "pk-dim" });
    status.setAttribute("role", "status");
    dialog = make("dialog", { className: "pk-search" }, [box, status, list]);
    dialog.setAttribute("aria-label", "Search");
    box.addEventListener("input", function () {
      clearTimeout(later);
      later = setTimeout(search, 120);
    });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape") {  // at once: the browser closes it a moment later
        event.preventDefault();
        dialog.close();
      } else if (event.key === "Enter" && document.activeElement === box && list.querySelector("a")) {
        list.querySelector("a").click();
      }
    });
    document.body.append(dialog);
    var button = make("button", { type: "button", className: "pk-search-open", title: "Search (/)" }, [make("span", { textContent: "Search" })]);
    button.addEventListener("click", open);
    header.append(button);
    document.addEventListener("keydown", function (event) {
      var isTyping = event.target.closest("input, select, textarea, [contenteditable]") && !dialog.contains(event.target);
      if ((event.key === "/" || event.key === "s") && !isTyping && !dialog.open && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        open();
      }
    });
  });
})();
