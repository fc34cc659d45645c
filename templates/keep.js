/* Takes and removes the copy of a language on this device, and deletes all that the site keeps there. Without this file there is no copy. */
(function () {
  "use strict";
  var can = document.getElementById("can"), base = can.dataset.base, code = can.dataset.code;
  var take = document.getElementById("take"), remove = document.getElementById("remove"), forget = document.getElementById("forget");
  function state(name) {
    document.querySelectorAll("[data-state]").forEach(function (words) {
      words.hidden = words.dataset.state !== name;
    });
  }
  function held() {
    return caches.keys().then(function (names) {
      return names.filter(function (name) {
        return name.indexOf("copy-") === 0;
      });
    });
  }
  function show(list) {
    var megabytes = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1, minimumFractionDigits: 1 });
    document.getElementById("size").textContent = megabytes.format(list.bytes / 1e6);
    return held().then(function (names) {
      var ours = names.filter(function (name) {
        return name.indexOf("copy-" + code + "-") === 0;
      });
      remove.hidden = !names.length;
      take.firstElementChild.hidden = ours.length > 0;
      take.lastElementChild.hidden = !ours.length;
      if (ours.length) state(ours[0] === "copy-" + code + "-" + list.version ? "taken" : "old");
    });
  }
  function fresh() {
    return fetch(base + "/" + code + "/offline.json").then(function (answer) {
      return answer.json();
    });
  }
  function taken() {
    return navigator.serviceWorker.register(base + "/sw.js", { scope: base + "/" }).then(function () {
      return navigator.serviceWorker.ready;
    }).then(function (registration) {
      return new Promise(function (resolve, reject) {
        var line = new MessageChannel();
        line.port1.onmessage = function (event) {
          if (event.data === "taken") resolve();
          else reject(event.data);
        };
        registration.active.postMessage(base + "/" + code, [line.port2]);
      });
    });
  }
  function removed() {
    return held().then(function (names) {
      return Promise.all(names.map(function (name) {
        return caches.delete(name);
      }));
    }).then(function () {
      return navigator.serviceWorker.getRegistrations();
    }).then(function (all) {
      return Promise.all(all.filter(function (one) {
        return one.scope === location.origin + base + "/";
      }).map(function (one) {
        return one.unregister();
      }));
    });
  }
  forget.parentElement.hidden = false;
  forget.addEventListener("click", function () {
    var gone = window.caches && navigator.serviceWorker ? removed() : Promise.resolve();
    try {
      localStorage.removeItem("language");
      localStorage.removeItem("plan");
    } catch (error) {
      gone = Promise.resolve(); // storage is switched off: nothing is kept in it
    }
    gone.then(function () {
      remove.hidden = true;
      state("removed");
      document.getElementById("forgotten").hidden = false;
    });
  });
  if (!window.caches || !navigator.serviceWorker) return;
  fresh().then(function (list) {
    document.getElementById("cannot").hidden = true;
    can.hidden = false;
    return show(list);
  }).catch(function () {
    return held().then(function (names) {
      can.hidden = !names.length;
      document.getElementById("cannot").hidden = names.length > 0;
      remove.hidden = false;
      take.hidden = true;
      state("taken");
    });
  });
  take.addEventListener("click", function () {
    take.disabled = true;
    state("taking");
    taken().then(fresh).then(show).catch(function () {
      state("failed");
    }).then(function () {
      take.disabled = false;
    });
  });
  remove.addEventListener("click", function () {
    removed().then(function () {
      remove.hidden = true;
      take.firstElementChild.hidden = false;
      take.lastElementChild.hidden = true;
      state("removed");
    });
  });
})();
