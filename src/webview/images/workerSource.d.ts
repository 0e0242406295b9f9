/** The image worker, bundled by the build: the page may load scripts from nowhere else than itself. */
declare module "virtual:image-worker" {
  export const source: string;
}
