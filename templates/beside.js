/* Side by side: another language in the second column. Without this file there is the one that the page came with. */
(function () {
  "use strict";
  var article = document.querySelector(".beside"), choice = document.getElementById("beside");
  var folder = location.pathname.split("/").slice(0, -3).join("/");
  function title(page) {
    return page.querySelector("article h1");
  }
  function part(page, id) {
    var heading = page.getElementById(id);
    return id === "top" ? page.querySelector("article .lead") : heading && heading.closest("section");
  }
  function show(column, found, page) {
    var from = found.closest("[lang]");
    column.lang = from.lang;
    column.dir = from.dir;
    column.replaceChildren.apply(column, Array.from(found.cloneNode(true).childNodes));
    column.querySelectorAll("[id]").forEach(function (named) {
      named.id = "other-" + named.id;
    });
  }
  function put(page) {
    show(article.querySelector("h1 .other"), title(page), page);
    article.querySelectorAll(".pair > .other[data-part]").forEach(function (column) {
      var found = part(page, column.dataset.part);
      if (found) show(column, found, page);
    });
  }
  choice.closest("p").hidden = false;
  choice.addEventListener("change", function () {
    var address = folder + "/" + choice.value + "/" + article.dataset.page + ".html";
    fetch(address).then(function (answer) {
      if (!answer.ok) throw answer;
      return answer.text();
    }).then(function (text) {
      put(new DOMParser().parseFromString(text, "text/html"));
    }).catch(function () {
      location.assign(address);
    });
  });
})();
