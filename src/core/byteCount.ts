/** How large a file is, in the units in which systems show it: `412 kB`, `1.3 MB`. */
export function byteCount(bytes: number, locale: string): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1_000));
  const [amount, unit] = kilobytes < 1_000 ? [kilobytes, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumSignificantDigits: 3 }).format(amount);
}
