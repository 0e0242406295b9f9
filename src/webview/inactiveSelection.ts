/**
 * Tells the style sheet by a class when the keyboard is elsewhere: Chromium's own `:window-inactive` says it of the whole
 * window only, and a webview is one of many frames in it.
 */
export function watchFocus(): void {
  const { classList } = document.documentElement;
  classList.toggle("unfocused", !document.hasFocus());
  window.addEventListener("focus", () => classList.remove("unfocused"));
  window.addEventListener("blur", () => classList.add("unfocused"));
}
