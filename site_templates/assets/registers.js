// Registers: lists with search, facets, a choice of columns, downloads, and their state in the address of the page.
// Each is a table that works without this. What it says comes with the table, from the catalogue of words.
(function () {
  "use strict";
  var NOTHING = /^[–—-]?$/;
  var AT_ONCE = 4;  // filters that are shown without being asked for

  function slug(text) {
    return text.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  }

  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
  }

  function make(tag, values, inner) {
    var node = Object.assign(document.createElement(tag), values);
    (inner || []).forEach(function (part) { node.append(part); });
    return node;
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) { return name in values ? values[name] : all; });
  }

  // What a cell says: its lines, one after the other.
  function said(cell) {
    var copy = cell.cloneNode(true);
    copy.querySelectorAll("br, p, li, div").forEach(function (node) { node.before("\n"); });
    return copy.textContent.split("\n").map(function (line) { return line.replace(/\s+/g, " ").trim(); })
      .filter(Boolean).join("; ");
  }

  // What a download gets of a cell: the value behind it where there is one, nothing for a dash.
  function worth(cell) {
    if (cell.dataset.value !== undefined) {
      var value = cell.dataset.value;
      return cell.classList.contains("pk-num") && value !== "" && isFinite(value) ? Number(value) : value;
    }
    var text = said(cell);
    return NOTHING.test(text) ? "" : text;
  }

  // RFC 4180; no cell is a formula, whatever opens the file.
  function csvCell(value) {
    if (typeof value === "number") return String(value);
    var text = /^[\s]*[=+\-@\t\r]/.test(value) ? "'" + value : value;
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function save(name, type, text) {
    var link = make("a", { href: URL.createObjectURL(new Blob([text], { type: type })), download: name });
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 0);
  }

  function columnsOf(table) {
    return Array.from(table.tHead.rows[0].cells).map(function (th, place) {
      var label = th.textContent.trim();
      return { head: th, place: place, label: label, key: th.dataset.key || slug(label), facet: "facet" in th.dataset, rank: Number(th.dataset.facet),
               mostFirst: "mostFirst" in th.dataset, views: (th.dataset.views || "").split(" ") };
    });
  }

  function rowsOf(table, columns) {
    return Array.from(table.tBodies[0].rows).map(function (row) {
      var cells = Array.from(row.cells);
      var facets = {};
      columns.forEach(function (column) {
        if (column.facet) facets[column.key] = (cells[column.place].dataset.facet || said(cells[column.place])).split("\n");
      });
      var text = cells.map(function (cell) { return (cell.dataset.search || "") + " " + said(cell); }).join(" ");
      return { cells: cells, facets: facets, text: folded(text) };
    });
  }

  // `isFirst`: the first list of a page has the short names in its address; others have theirs in front.
  function enhance(table, isFirst) {
    var words = JSON.parse(table.dataset.words);
    var label = table.dataset.enhance, list = slug(label), prefix = isFirst ? "" : list + ".";
    var columns = columnsOf(table), rows = rowsOf(table, columns), titles = JSON.parse(table.dataset.views || "{}");
    // A column in which no row has a value is left out; a status that is not known is none.
    var offered = columns.filter(function (column) {
      return !rows.length || rows.some(function (row) {
        var cell = row.cells[column.place];
        return !NOTHING.test(said(cell)) && !(cell.children.length === 1 && cell.firstElementChild.matches(".pk-rag.pk-none"));
      });
    });
    var facets = columns.filter(function (column) {
      if (!column.facet) return false;
      // Values that nearly each row has for itself are nothing to choose from.
      var values = new Set(rows.flatMap(function (row) { return row.facets[column.key]; }));
      return values.size > 1 && (values.size <= 12 || values.size <= rows.length / 2);
    }).sort(function (one, other) { return one.rank - other.rank; });
    var views = Object.keys(titles).map(function (key) {
      return { key: key, title: titles[key], columns: keysOf(function (column) { return column.views.includes(key); }) };
    });
    var usual = views.length ? views[0].columns : keysOf(function () { return true; });

    function keysOf(wanted) {
      return offered.filter(wanted).map(function (column) { return column.key; });
    }
    var state = { q: "", facets: {}, sort: "", columns: usual };
    table.classList.add("pk-live");
    var data = new DataTable(table, {
      paging: false, info: false, autoWidth: false, order: [], ordering: { handler: false, indicators: false },
      layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: null },
      language: { zeroRecords: words.nothing, emptyTable: words.nothing },
      columnDefs: columns.map(function (column) {
        return { targets: column.place, visible: state.columns.includes(column.key) };
      })
    });

    function passes(row, beside) {
      return state.q.split(" ").every(function (word) { return row.text.includes(word); }) &&
        facets.every(function (facet) {
          var wanted = state.facets[facet.key];
          return !wanted || facet.key === beside || row.facets[facet.key].includes(wanted);
        });
    }
    data.search.fixed("register", function (text, values, place) { return passes(rows[place]); });

    // The address holds what differs from how the list begins, so that it can be sent, and Back works.
    function remember(inHistory) {
      var query = new URLSearchParams(location.search);
      Array.from(query.keys()).forEach(function (key) { if (isOurs(key)) query.delete(key); });
      if (box.value.trim()) query.set(prefix + "q", box.value.trim());
      facets.forEach(function (facet) { if (state.facets[facet.key]) query.set(prefix + facet.key, state.facets[facet.key]); });
      if (state.sort) query.set(prefix + "sort", state.sort);
      var view = views.find(function (some) { return same(some.columns, state.columns); });
      if (!same(state.columns, usual)) query.set(prefix + (view ? "view" : "columns"), view ? view.key : state.columns.join(","));
      var text = query.toString().replace(/%2C/g, ",");
      var address = location.pathname + (text ? "?" + text : "") + location.hash;
      if (address !== location.pathname + location.search + location.hash) {
        history[inHistory ? "pushState" : "replaceState"](null, "", address);
      }
    }
    function isOurs(key) {
      if (!key.startsWith(prefix)) return false;
      var name = key.slice(prefix.length);
      return ["q", "sort", "view", "columns"].includes(name) || facets.some(function (facet) { return facet.key === name; });
    }
    function same(some, others) {
      return some.length === others.length && some.every(function (key) { return others.includes(key); });
    }
    function recall() {
      var query = new URLSearchParams(location.search);
      box.value = query.get(prefix + "q") || "";
      state.facets = {};
      facets.forEach(function (facet) {
        var wanted = folded(query.get(prefix + facet.key) || "");
        var known = rows.flatMap(function (row) { return row.facets[facet.key]; })
          .find(function (value) { return folded(value) === wanted; });
        if (wanted && known) state.facets[facet.key] = known;
      });
      state.sort = query.get(prefix + "sort") || "";
      var view = views.find(function (some) { return some.key === query.get(prefix + "view"); });
      var wanted = (query.get(prefix + "columns") || "").split(",");
      var chosen = keysOf(function (column) { return wanted.includes(column.key); });
      state.columns = chosen.length ? chosen : view ? view.columns : usual;
      apply();
    }

    function apply() {
      state.q = folded(box.value.trim().replace(/\s+/g, " "));
      columns.forEach(function (column) {
        data.column(column.place).visible(state.columns.includes(column.key), false);
      });
      var sorted = columns.find(function (column) { return column.key === state.sort.replace(/^-/, ""); });
      data.order(sorted ? [[sorted.place, state.sort.startsWith("-") ? "desc" : "asc"]] : []).draw();
      show();
    }

    function show() {
      var shown = data.rows({ search: "applied" }).count();
      var narrowed = state.q || facets.some(function (facet) { return state.facets[facet.key]; });
      count.textContent = fill(narrowed ? words.some : words.all, { shown: shown.toLocaleString("en"), all: rows.length.toLocaleString("en") });
      reset.hidden = !narrowed;
      selects.forEach(function (entry) { offer(entry.facet, entry.select); });
      boxes.forEach(function (entry) { entry.box.checked = state.columns.includes(entry.column.key); });
      buttons.forEach(function (entry) { entry.button.setAttribute("aria-pressed", same(entry.view.columns, state.columns)); });
      order.value = state.sort;
      columns.forEach(function (column) {
        var isSorted = state.sort.replace(/^-/, "") === column.key;
        if (isSorted) column.head.setAttribute("aria-sort", state.sort.startsWith("-") ? "descending" : "ascending");
        else column.head.removeAttribute("aria-sort");
      });
      if (facets.slice(AT_ONCE).some(function (facet) { return state.facets[facet.key]; })) more.open = true;
      document.dispatchEvent(new Event("pk-tables-changed"));
    }

    // The values of a facet with the number of rows that each would leave, beside the other choices.
    function offer(facet, select) {
      var counts = new Map(), places = {};
      rows.forEach(function (row) {
        var place = Number(row.cells[facet.place].dataset.order) || 0, isLeft = passes(row, facet.key);
        row.facets[facet.key].forEach(function (value) {
          // Phases and colours have an order of their own; what is more is worse.
          places[value] = facet.mostFirst ? -place : place;
          counts.set(value, (counts.get(value) || 0) + (isLeft ? 1 : 0));
        });
      });
      var names = Array.from(counts.keys()).sort(function (one, other) {
        return (places[one] || 0) - (places[other] || 0) || one.localeCompare(other, "en", { numeric: true });
      });
      select.replaceChildren(make("option", { value: "", textContent: words.any }));
      names.forEach(function (name) {
        if (!counts.get(name) && state.facets[facet.key] !== name) return;
        select.append(make("option", { value: name, textContent: (NOTHING.test(name) ? words.none : name) + " (" + counts.get(name) + ")" }));
      });
      select.value = state.facets[facet.key] || "";
    }

    function exported() {
      var some = columns.filter(function (column) { return state.columns.includes(column.key); });
      var places = data.rows({ search: "applied", order: "applied" }).indexes().toArray();
      return { columns: some, values: places.map(function (place) {
        return some.map(function (column) { return worth(rows[place].cells[column.place]); });
      }) };
    }
    function csv() {
      var all = exported();
      var lines = [all.columns.map(function (column) { return column.label; })].concat(all.values);
      save(list + ".csv", "text/csv;charset=utf-8", "\ufeff" + lines.map(function (line) { return line.map(csvCell).join(",") + "\r\n"; }).join(""));
    }
    function json() {
      var all = exported();
      var some = all.values.map(function (line) {
        return Object.fromEntries(all.columns.map(function (column, place) { return [column.key, line[place] === "" ? null : line[place]]; }));
      });
      save(list + ".json", "application/json", JSON.stringify({ list: label, address: location.href, of: rows.length, rows: some }, null, 2) + "\n");
    }

    function labelled(text, control, kind) {
      control.id = "pk-" + list + "-" + kind;
      return make("div", { className: "pk-control pk-control-" + kind.split("-")[0] }, [make("label", { htmlFor: control.id, textContent: text }), control]);
    }
    var box = make("input", { type: "search", autocomplete: "off" });
    var later;
    box.addEventListener("input", function () {
      clearTimeout(later);
      later = setTimeout(function () { apply(); remember(false); }, 80);
    });
    var selects = facets.map(function (facet) {
      var select = make("select");
      select.addEventListener("change", function () {
        state.facets[facet.key] = select.value;
        apply();
        remember(true);
      });
      return { facet: facet, select: select };
    });
    var order = make("select", {}, [make("option", { value: "", textContent: words.given })]);
    offered.forEach(function (column) {
      [["", words.up], ["-", words.down]].forEach(function (way) {
        order.append(make("option", { value: way[0] + column.key, textContent: fill(way[1], { column: column.label }) }));
      });
    });
    order.addEventListener("change", function () { state.sort = order.value; apply(); remember(true); });
    // The library's own headings set a property of the event that browsers have made read-only.
    columns.forEach(function (column) {
      var button = make("button", { type: "button", className: "pk-sort", textContent: column.label });
      button.addEventListener("click", function () {
        var ways = column.mostFirst ? ["-", "", null] : ["", "-", null];
        var next = ways[ways.findIndex(function (way) { return way !== null && state.sort === way + column.key; }) + 1];
        state.sort = next === null ? "" : next + column.key;
        apply();
        remember(true);
      });
      column.head.replaceChildren(button);
    });
    function choose(keys) {
      if (keys.length) state.columns = keys;
      apply();
      remember(true);
    }
    var buttons = views.map(function (view) {
      var button = make("button", { type: "button", className: "pk-button", textContent: view.title });
      button.addEventListener("click", function () { choose(view.columns); });
      return { view: view, button: button };
    });
    var boxes = offered.map(function (column) {
      var tick = make("input", { type: "checkbox" });
      tick.addEventListener("change", function () {
        choose(keysOf(function (some) {
          return some === column ? tick.checked : state.columns.includes(some.key);
        }));
      });
      return { column: column, box: tick };
    });
    var count = make("p", { className: "pk-count" });
    count.setAttribute("role", "status");
    var reset = make("button", { type: "button", className: "pk-button", textContent: words.reset });
    reset.addEventListener("click", function () {
      box.value = "";
      state.facets = {};
      apply();
      remember(true);
      box.focus();
    });
    function download(text, title, act) {
      var button = make("button", { type: "button", className: "pk-button", textContent: text });
      button.setAttribute("aria-label", title);
      button.addEventListener("click", act);
      return button;
    }
    var chooser = make("details", { className: "pk-drop" }, [make("summary", { textContent: words.columns }),
      make("div", {}, boxes.map(function (entry) { return make("label", {}, [entry.box, " " + entry.column.label]); }))]);
    var filters = selects.map(function (entry, number) { return labelled(entry.facet.label, entry.select, "facet-" + number); });
    var more = make("details", { className: "pk-drop" }, [make("summary", { textContent: words.more }),
      make("div", { className: "pk-drop-grid" }, filters.slice(AT_ONCE))]);
    var bar = make("div", { className: "pk-toolbar" }, [labelled(words.find, box, "find")]
      .concat(filters.slice(0, AT_ONCE), filters.length > AT_ONCE ? [more] : [], [labelled(words.sort, order, "sort")]));
    var views_ = make("div", { className: "pk-views" }, buttons.map(function (entry) { return entry.button; }));
    views_.setAttribute("role", "group");
    views_.setAttribute("aria-label", words.views);
    var line = make("div", { className: "pk-toolbar pk-toolbar-line" }, [count, reset].concat(views.length ? [views_] : [])
      .concat([make("div", { className: "pk-toolbar-end" }, [chooser,
        download("CSV", fill(words.download, { format: "CSV" }), csv), download("JSON", fill(words.download, { format: "JSON" }), json)])]));
    var region = table.closest(".pk-scroll");
    region.before(bar, line);
    window.addEventListener("popstate", recall);
    recall();
  }

  window.pkRegisters = function () {
    if (!window.DataTable) return;
    document.querySelectorAll("table[data-enhance]").forEach(function (table, number) {
      if (!DataTable.isDataTable(table)) enhance(table, number === 0);
    });
  };
})();
