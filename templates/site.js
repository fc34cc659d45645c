/* What a page can do beside being read: explain a word in its place, read aloud, be shared, and remember the chosen language on
   this device. Each is missing where the device cannot do it; without this file the page works the same. */
(function () {
  "use strict";
  var article = document.querySelector("article"), menu = document.getElementById("languages");

  function button(id) {
    return document.getElementById(id);
  }

  // The language is remembered when it is chosen, and only then.
  if (menu) menu.addEventListener("click", function (event) {
    var link = event.target.closest("a[hreflang]");
    try {
      if (link) localStorage.setItem("language", link.hreflang);
    } catch (error) {
      return; // storage is switched off
    }
  });

  // A link to the list of words shows what the list says of the word, below the line it stands in.
  var lists = {};
  function list(address) {
    lists[address] = lists[address] || fetch(address).then(function (answer) {
      return answer.text();
    }).then(function (text) {
      return new DOMParser().parseFromString(text, "text/html");
    });
    return lists[address];
  }
  function explain(link, page) {
    var heading = page.getElementById(decodeURIComponent(link.hash.slice(1))), old = document.querySelector(".term");
    if (!heading) return location.assign(link.href);
    var note = document.createElement("aside"), words = document.getElementById("term").content;
    var word = document.createElement("p"), from = heading.closest("[lang]");
    note.className = "note term";
    note.tabIndex = -1;
    note.lang = from.lang;
    note.dir = from.dir || "auto";
    note.append(word);
    word.className = "label";
    word.append.apply(word, heading.cloneNode(true).childNodes);
    for (var next = heading.nextElementSibling; next && !/^(H\d|SECTION)$/.test(next.tagName); next = next.nextElementSibling) {
      note.append(next.cloneNode(true));
    }
    note.append(words.cloneNode(true));
    if (old) old.remove();
    (link.closest("li, p, dd, td, .lead") || link).append(note);
    note.querySelector("button").addEventListener("click", function () {
      note.remove();
      link.focus();
    });
    note.addEventListener("keydown", function (event) {
      if (event.key === "Escape") note.querySelector("button").click();
    });
    note.focus();
  }
  if (article && window.fetch && document.getElementById("term")) article.addEventListener("click", function (event) {
    var link = event.target.closest("a[href*='/words.html#']");
    if (!link || link.closest(".term") || link.pathname === location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    list(link.pathname).then(function (page) {
      explain(link, page);
    }).catch(function () {
      location.assign(link.href);
    });
  });

  // Reading aloud: by a voice that is in the device itself, for no text may be sent anywhere.
  var listen = button("listen"), speech = window.speechSynthesis, reading = 0;
  function voice() {
    var wanted = (article.lang || document.documentElement.lang).toLowerCase().split("-")[0];
    return speech.getVoices().filter(function (one) {
      return one.localService && one.lang.toLowerCase().split(/[-_]/)[0] === wanted;
    })[0];
  }
  function offer() {
    listen.parentElement.hidden = !voice();
  }
  function stop() {
    reading += 1;
    speech.cancel();
    listen.firstElementChild.hidden = false;
    listen.lastElementChild.hidden = true;
  }
  function read(parts, mine) {
    var said = new SpeechSynthesisUtterance(parts.shift());
    said.voice = voice();
    said.lang = said.voice.lang;
    said.onend = said.onerror = function () {
      if (mine !== reading) return;
      if (parts.length) read(parts, mine);
      else stop();
    };
    speech.speak(said);
  }
  function sentences() {
    var found = [];
    article.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, td, th").forEach(function (part) {
      if (part.closest(".contents, .tools, .plan, .term, .hidden") || part.querySelector("p, li")) return;
      found = found.concat(part.innerText.match(/[^.!?؟።\n]+[.!?؟።\n]*/g) || []);
    });
    return found;
  }
  if (listen && speech && article) {
    offer();
    speech.addEventListener("voiceschanged", offer);
    listen.addEventListener("click", function () {
      var was = listen.firstElementChild.hidden;
      stop();
      if (was) return;
      listen.firstElementChild.hidden = true;
      listen.lastElementChild.hidden = false;
      read(sentences(), reading);
    });
    window.addEventListener("pagehide", stop);
  }

  // The device's own way to share.
  var send = button("send");
  if (send && navigator.share) {
    send.hidden = false;
    send.addEventListener("click", function () {
      navigator.share({ title: document.title, url: send.value }).catch(function () {});
    });
  }
})();
