/* The quick way out of a page about violence: the button and three presses of Shift put an ordinary website in this page's place in
   the history. Nothing is remembered. Without this file the button is a plain link. */
(function () {
  "use strict";
  var link = document.querySelector(".leave a"), hint = document.querySelector(".leave [hidden]"), presses = 0, last = 0;
  function leave(event) {
    event.preventDefault();
    document.documentElement.hidden = true; // at once, however slow the network is
    document.title = link.hostname;
    location.replace(link.href);
  }
  link.addEventListener("click", leave);
  hint.hidden = false;
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift") {
      presses = 0;
      return;
    }
    presses = event.timeStamp - last < 1500 ? presses + 1 : 1;
    last = event.timeStamp;
    if (presses === 3) leave(event);
  });
})();
