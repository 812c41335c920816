// Sets the kept theme before the first paint, so that the page does not flash in the other one.
try {
  const kept = localStorage.getItem('ulpforge.theme');
  if (kept === 'light' || kept === 'dark') document.documentElement.dataset.theme = kept;
} catch {
  // Storage may be denied; the system's theme is used then.
}
