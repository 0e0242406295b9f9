/**
 * A command for a POSIX shell that sends this body, byte for byte, and prints the answer as it comes. The key is not in
 * it: the shell takes it from `ANTHROPIC_API_KEY`. The body goes through a pipe, because the arguments of a program have
 * a length limit that a conversation soon passes.
 * @param baseUrl as in `Endpoint`
 */
export function curlCommand(baseUrl: string, body: string): string {
  return [
    `printf %s ${quoted(body)} | curl --no-buffer ${quoted(`${baseUrl}/v1/messages`)}`,
    `-H "x-api-key: $ANTHROPIC_API_KEY"`,
    "-H 'anthropic-version: 2023-06-01'",
    "-H 'content-type: application/json'",
    "--data-binary @-",
  ].join(" \\\n  ");
}

/** Nothing is special between single quotes but the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
