import { isObject } from "../../core/shape";

/**
 * Whether two values are the same once they were on the disk, where nothing is `undefined`. What two readings share is
 * not gone through.
 */
export function isSameOnDisk(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) {
    return true;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, n) => isSameOnDisk(each, other[n]));
  }
  if (!isObject(one) || !isObject(other)) {
    return false;
  }
  return (
    Object.keys(one).every((name) => isSameOnDisk(one[name], other[name])) &&
    Object.keys(other).every((name) => other[name] === undefined || one[name] !== undefined)
  );
}
