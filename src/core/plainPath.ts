/**
 * Whether a path goes down only: no part of it leads up or nowhere, as some disk reads it. Windows takes backslashes for
 * slashes and drops dots and spaces at the end of a part.
 */
export function goesDownOnly(path: string): boolean {
  return !path.includes("\0") && path.split(/[/\\]/).every((part) => part === "" || !/^[. ]+$/.test(part));
}
