/* The chooser: the languages of the device come first, and before them the one that was chosen here before. A choice is remembered on
   this device only; a short address from paper then leads straight on. Without this file the list stands in its usual order. */
(function () {
  "use strict";
  var list = document.querySelector("main ul"), items = Array.prototype.slice.call(list.children), kept = null, wanted;
  try {
    kept = localStorage.getItem("language");
  } catch (error) {
    kept = null; // storage is switched off
  }
  function link(item) {
    return item.querySelector("a");
  }
  function answers(item) {
    return (link(item).hreflang + " " + (link(item).dataset.also || "")).toLowerCase().split(" ");
  }
  function find(tag) {
    var whole = tag.toLowerCase(), first = whole.split("-")[0];
    return items.filter(function (item) {
      return answers(item).indexOf(whole) >= 0;
    })[0] || items.filter(function (item) {
      return answers(item).indexOf(first) >= 0;
    })[0];
  }
  wanted = (kept ? [kept] : []).concat(navigator.languages || [navigator.language || ""]);
  if (kept && "wayIn" in document.body.dataset && find(kept)) location.replace(link(find(kept)).href);
  wanted.map(find).filter(function (item, index, all) {
    return item && all.indexOf(item) === index;
  }).reverse().forEach(function (item) {
    list.prepend(item);
  });
  list.addEventListener("click", function (event) {
    var chosen = event.target.closest("a");
    try {
      if (chosen) localStorage.setItem("language", chosen.hreflang);
    } catch (error) {
      return; // storage is switched off
    }
  });
})();
