/* Sets the theme before the first paint; a classic script, because modules run too late for that. */
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("inkrace:theme");
  } catch {
    /* No storage here (private window): follow the system. */
  }
  if (chosen === "paper" || chosen === "blackboard") document.documentElement.dataset.theme = chosen;
})();
