// Runs before the first paint, so that a chosen colour scheme does not flash.
(function () {
  try {
    const chosen = localStorage.getItem("dateline-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch { /* storage may be refused: then the system's scheme holds */ }
  document.documentElement.classList.add("scripted");
})();
