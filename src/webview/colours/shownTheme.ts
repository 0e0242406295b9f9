/** Tells which theme the page is shown in, now and whenever VS Code changes it. */
export function watchTheme(told: (id: string) => void): void {
  const tell = (): void => {
    const id = document.body.dataset["vscodeThemeId"];
    if (id !== undefined && id !== "") {
      told(id);
    }
  };
  tell();
  new MutationObserver(tell).observe(document.body, { attributeFilter: ["data-vscode-theme-id"] });
}
