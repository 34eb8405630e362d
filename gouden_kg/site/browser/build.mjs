/** Bundles the pages' scripts and the engine into `built/`: what a wheel carries and a publication copies. */

import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = new URL(".", import.meta.url);
const out = new URL("built/", here);
const shared = {
  absWorkingDir: fileURLToPath(here),
  bundle: true,
  format: "iife",
  legalComments: "none",
  metafile: true,
  minify: true,
  outdir: "built",
  target: "es2022",
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const pages = await build({ ...shared, entryPoints: ["src/sparql.ts", "src/query.ts"] });

// The worker is a function: a worker runs it at once, a page opened from disk makes a worker of its text.
const worker = await build({ ...shared, entryPoints: ["src/worker.ts"], write: false, define: { "import.meta.url": '""' } });
const start = "if(typeof WorkerGlobalScope!=='undefined')goudenWorker();";
await writeFile(new URL("worker.js", out), `function goudenWorker(){${worker.outputFiles[0].text}}\n${start}\n`);

const wasm = await readFile(new URL("node_modules/oxigraph/web_bg.wasm", here));
await writeFile(new URL("wasm.js", out), `goudenPart("wasm","${gzipSync(wasm, { level: 9 }).toString("base64")}");\n`);

const inputs = [pages, worker].flatMap(({ metafile }) => Object.keys(metafile.inputs));
const names = new Set(inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
const texts = await Promise.all([...names].sort().map(licence));
await writeFile(new URL("licences.txt", out), texts.join("\n"));

/** Name, version and licence of a bundled package, with its text where it brings one. */
async function licence(name) {
  const folder = new URL(`node_modules/${name}/`, here);
  const { version, license } = JSON.parse(await readFile(new URL("package.json", folder), "utf8"));
  const text = await readFile(new URL("LICENSE", folder), "utf8").catch(() => "");
  return `${name} ${version}: ${license}\n\n${text}`;
}
