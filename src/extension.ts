/** Called by VS Code at the first command or when the chat first shows. */
export function activate(): void {}
