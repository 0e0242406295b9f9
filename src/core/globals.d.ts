/**
 * The one global beyond ECMAScript that core uses: every runtime it runs on has the WHATWG URL. Only what is used is
 * declared, and only for core's own type check.
 */
declare class URL {
  constructor(url: string);
  readonly hash: string;
  readonly host: string;
  readonly hostname: string;
  readonly href: string;
  readonly origin: string;
  readonly password: string;
  readonly pathname: string;
  readonly protocol: string;
  readonly search: string;
  readonly username: string;
}
