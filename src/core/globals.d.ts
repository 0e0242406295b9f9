/**
 * The globals beyond ECMAScript that core uses: every runtime it runs on has them. Only what is used is declared, and
 * only for core's own type check.
 */

/** Base64 of a text whose characters are all below U+0100. */
declare function btoa(text: string): string;

declare class URL {
  constructor(url: string);
  readonly hash: string;
  readonly host: string;
  readonly hostname: string;
  readonly href: string;
  readonly origin: string;
  readonly password: string;
  readonly pathname: string;
  readonly port: string;
  readonly protocol: string;
  readonly search: string;
  readonly username: string;
}
