// What every page gets: tables as cards where they are too wide, and the active tab.
(function () {
  "use strict";

  // Each cell gets the heading of its column, which a card shows in front of the value.
  function nameCells(table) {
    // A matrix is read along its columns: only a phone shows it as cards.
    if (table.querySelector(".pk-rasci") && innerWidth > 600) return false;
    var heads = table.tHead && table.tHead.rows.length === 1 ? Array.from(table.tHead.rows[0].cells) : [];
    Array.from(table.tBodies).forEach(function (body) {
      Array.from(body.rows).forEach(function (row) {
        if (row.cells.length !== heads.length) return;
        Array.from(row.cells).forEach(function (cell, place) { cell.dataset.label = heads[place].textContent.trim(); });
      });
    });
    var first = table.tBodies.length ? table.tBodies[0].rows[0] : null;
    heads.forEach(function (head, place) {
      if (first && first.cells[place]) head.classList.toggle("pk-num", first.cells[place].classList.contains("pk-num"));
    });
    return heads.length > 0;
  }

  // A table that does not fit becomes cards, so that no column is out of sight; one that fits keeps its headings in view.
  function fit() {
    document.querySelectorAll(".pk-scroll:has(table.pk-named)").forEach(function (region) {
      region.classList.remove("pk-fits", "pk-as-cards");
      region.classList.add(region.scrollWidth > region.clientWidth + 1 ? "pk-as-cards" : "pk-fits");
    });
  }

  // The tab of the section to which the page belongs, also where the page itself is not in the navigation.
  function markSection() {
    if (document.querySelector(".md-tabs__item--active")) return;
    var here = location.pathname.replace(/index\.html$/, "");
    var best = null, section = null, length = 0;
    document.querySelectorAll(".md-nav--primary > .md-nav__list > .md-nav__item").forEach(function (item, number) {
      item.querySelectorAll("a.md-nav__link").forEach(function (link) {
        var path = new URL(link.href).pathname.replace(/index\.html$/, "");
        if (number && here.startsWith(path) && path.length > length) {
          best = number;
          section = item;
          length = path.length;
        }
      });
    });
    var tab = best === null ? null : document.querySelectorAll(".md-tabs__item")[best];
    if (!tab) return;
    tab.classList.add("md-tabs__item--active");
    // The pages of the section are listed beside the page, as on those that are in the navigation.
    section.classList.add("md-nav__item--active", "md-nav__item--section");
    tab.querySelector("a").setAttribute("aria-current", "true");
  }

  // Each printed page says of what day it is, as the foot of the page on the screen does.
  function datePages() {
    var foot = document.querySelector(".md-copyright__highlight, .md-copyright");
    var style = document.createElement("style");
    style.textContent = "@page { @bottom-left { content: " + JSON.stringify(foot ? foot.textContent.trim().replace(/[<\\]/g, "") : "") +
      "; font: 8pt sans-serif; color: #56626e; } }";
    document.head.append(style);
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".pk-scroll > table").forEach(function (table) {
      if (nameCells(table)) table.classList.add("pk-named");
    });
    markSection();
    datePages();
    if (window.pkRegisters) window.pkRegisters();
    fit();
    document.addEventListener("pk-tables-changed", fit);
    var width = innerWidth;
    window.addEventListener("resize", function () {
      if (innerWidth !== width) fit();
      width = innerWidth;
    });
  });
})();
