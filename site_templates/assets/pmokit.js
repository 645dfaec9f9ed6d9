// Enhances tables that work without it, and names the theme's search dialog for screen readers.
document.addEventListener("DOMContentLoaded", function () {
  var search = document.querySelector(".md-search");
  if (search) search.setAttribute("aria-label", "Search");
  document.querySelectorAll("table[data-enhance]").forEach(function (table) {
    if (!window.DataTable || DataTable.isDataTable(table)) return;
    var label = table.getAttribute("data-enhance");
    var filters = [];
    table.querySelectorAll("thead th").forEach(function (th, column) {
      if (th.dataset.filter) filters.push([column, th.dataset.filter]);
    });
    var data = new DataTable(table, {
      columnDefs: Array.from(table.querySelectorAll("thead th")).map(function (th, column) {
        return { targets: column, orderSequence: th.hasAttribute("data-most-first") ? ["desc", "asc"] : ["asc", "desc"] };
      }),
      paging: false, info: false, autoWidth: false, order: [],
      layout: { topStart: null, topEnd: "search", bottomStart: null, bottomEnd: null },
      language: { search: "Find in " + label.toLowerCase() + ":", zeroRecords: "Nothing matches." }
    });
    var bar = table.closest(".dt-container").querySelector(".dt-search");
    filters.forEach(function (filter, number) {
      var values = {};
      data.column(filter[0]).nodes().toArray().forEach(function (cell) {
        values[cell.getAttribute("data-search") || cell.textContent.trim()] = true;
      });
      var names = Object.keys(values).sort();
      if (names.length < 2) return;
      var id = "pk-filter-" + label.toLowerCase().replace(/\W+/g, "-") + "-" + number;
      var text = document.createElement("label");
      text.htmlFor = id;
      text.textContent = filter[1] + ":";
      var select = document.createElement("select");
      select.id = id;
      [""].concat(names).forEach(function (name) {
        var option = document.createElement("option");
        option.value = name;
        option.textContent = name || "All";
        select.appendChild(option);
      });
      select.addEventListener("change", function () {
        data.column(filter[0]).search(select.value, { exact: true }).draw();
      });
      bar.appendChild(text);
      bar.appendChild(select);
    });
  });
});
