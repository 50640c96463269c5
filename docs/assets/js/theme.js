// Runs before the first paint: marks that scripts run, and sets the reader's own choice of colours.
(() => {
  const root = document.documentElement
  root.classList.replace("no-js", "js")
  try {
    const chosen = localStorage.getItem("fargar")
    if (chosen === "light" || chosen === "dark") root.dataset.colorScheme = chosen
  } catch {
    // Storage may be closed to us (private reading, file://): the system's choice then stands.
  }
})()
