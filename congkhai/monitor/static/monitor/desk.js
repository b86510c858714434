// Review by keyboard: j and k go on and back, c confirms, o, r and h open a form, u goes back to the queue, ? shows the keys.
// Everything here is also a link or a button; single keys rest while anything is being written or chosen.
(() => {
  const writing = (target) => target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("[data-row]")];

  const step = (by) => {
    const link = document.querySelector(by > 0 ? "main a[rel=next]" : "main a[rel=prev]");
    const all = rows();
    if (!all.length) return link && link.click();
    const at = all.indexOf(document.activeElement);
    const to = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (to) to.focus();
    else if (link) link.click();
  };

  const open = (name) => {
    const form = document.getElementById(name);
    if (!form) return;
    form.open = true;
    form.querySelector("select, textarea").focus();
  };

  const press = {
    j: () => step(1),
    k: () => step(-1),
    c: () => document.querySelector("#xac-nhan button")?.click(),
    o: () => open("bac-bo"),
    r: () => open("tra-lai"),
    h: () => open("xet-tay"),
    u: () => document.getElementById("ve-hang-doi")?.click(),
    "?": () => {
      const keys = document.getElementById("phim-tat");
      if (!keys) return;
      keys.open = !keys.open;
      keys.scrollIntoView({ block: "nearest" });
    },
  };

  // Whoever dictates, or types past a field, can switch the single keys off; the browser remembers it.
  let off = localStorage.getItem("review-keys") === "off";
  const toggle = document.getElementById("phim-tat-nut");
  if (toggle) {
    const on = toggle.textContent;
    const say = () => { toggle.textContent = off ? toggle.dataset.off : on; };
    toggle.hidden = false;
    toggle.addEventListener("click", () => {
      off = !off;
      localStorage.setItem("review-keys", off ? "off" : "on");
      say();
    });
    say();
  }

  let pressed = false; // a second "c" before the next page is there must not confirm twice
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && writing(event.target)) return event.target.blur();
    if (off || event.ctrlKey || event.metaKey || event.altKey || event.repeat || writing(event.target)) return;
    const act = press[event.key];
    if (!act || (event.key === "c" && pressed)) return;
    event.preventDefault();
    pressed = event.key === "c";
    act();
  });
  // On a narrow screen the frame may be out of sight of the link that fills it.
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[target=ban-chup]")) document.getElementById("trang-luu").scrollIntoView({ block: "nearest" });
  });
  // A click into the stored page would take the keys with it.
  document.querySelector("iframe[name=ban-chup]")?.addEventListener("load", (event) => event.target.blur());
})();
