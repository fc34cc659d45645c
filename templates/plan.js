/* Remembers the ticks of the own plan on this device, and nowhere else. Without this file the page works the same, and forgets. */
(function () {
  "use strict";
  var KEY = "plan", boxes = document.querySelectorAll(".plan input"), start = {};
  var words = document.querySelector(".plan template"), tools = words.content.firstElementChild.cloneNode(true);
  var kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEY)) || {};
  } catch (error) {
    return; // storage is switched off: there is nothing to remember in
  }
  function changed() {
    return Object.keys(kept).length > 0;
  }
  function save() {
    try {
      if (changed()) localStorage.setItem(KEY, JSON.stringify(kept));
      else localStorage.removeItem(KEY);
    } catch (error) {
      kept = {};
    }
    show();
  }
  function show() {
    if (changed()) words.after(tools);
    else tools.remove();
  }
  boxes.forEach(function (box) {
    start[box.id] = box.defaultChecked;
    (box.dataset.was || "").split(" ").forEach(function (was) { // its page has moved since it was ticked
      if (!(was in kept)) return;
      if (!(box.id in kept)) kept[box.id] = kept[was];
      delete kept[was];
    });
    if (box.id in kept) box.checked = kept[box.id];
    box.addEventListener("change", function () {
      if (box.checked === start[box.id]) delete kept[box.id];
      else kept[box.id] = box.checked;
      save();
    });
  });
  tools.querySelector("button").addEventListener("click", function () {
    kept = {};
    boxes.forEach(function (box) {
      box.checked = start[box.id];
    });
    save();
    document.getElementById("own-plan-heading").scrollIntoView();
  });
  show();
})();
