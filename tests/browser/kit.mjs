// What the tests share: a program, a browser, and the words on its buttons.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const PROGRAM = resolve(process.env.JIXIAO ?? join(REPOSITORY, "target/release/jixiao"));
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** Pictures of what was seen, where they are wanted. */
const PICTURES = process.env.PICTURES;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

/** A folder that goes with its test. */
export function folder(test) {
  const path = mkdtempSync(join(tmpdir(), "jixiao-"));
  test.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Runs a command of the program to its end; its standard output. */
export function run(...args) {
  return new Promise((done, failed) => {
    const child = spawn(PROGRAM, args);
    const out = [];
    child.stdout.on("data", (bytes) => out.push(bytes));
    child.on("error", failed);
    child.on("close", (code) => done({ code, text: Buffer.concat(out).toString() }));
  });
}

/** The program with a page of its own; both end with the test. */
export async function open(test, args, viewport = { width: 1366, height: 768 }) {
  const home = folder(test);
  // places offered for new texts
  for (const name of ["Desktop", "Documents"]) mkdirSync(join(home, name));
  const child = spawn(PROGRAM, ["open", ...args, "--no-browser"], {
    env: { ...process.env, HOME: home, XDG_STATE_HOME: home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await new Promise((told) =>
    child.stdout.once("data", (bytes) => told(bytes.toString().trim())),
  );
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const context = await browser.newContext({ viewport, acceptDownloads: true, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (line) => {
    // a refusal that the page tells is a status for the console too
    if (line.type() === "error" && !line.text().includes("status of 4")) faults.push(line.text());
  });
  test.after(async () => {
    const told = [...faults];
    await browser.close();
    child.kill("SIGKILL");
    if (told.length) throw new Error(`the page is at fault: ${told.join("\n")}`);
  });
  await page.goto(address);
  return { page, child, home, address, context };
}

export const hasChromium = () => existsSync(CHROMIUM);

/** Waits until the pages that can be seen are drawn. */
export const drawn = (page) => page.waitForSelector(".page svg");

/** A button by its words. */
export const button = (page, name) => page.getByRole("button", { name, exact: true });

/** What the open dialog is. */
export const dialog = (page) => page.locator("dialog[open]");

/** Types as an input method does: a composition that ends with the text. */
export async function compose(page, text) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Input.imeSetComposition", { text: "ceshi", selectionStart: 5, selectionEnd: 5 });
  // Enter that ends a composition confirms nothing
  await cdp.send("Input.insertText", { text });
}

/** Fails where axe finds a barrier. */
export async function accessible(page, view) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(" | ")}`);
  });
  if (found.length) throw new Error(`${view}: ${found.join("\n")}`);
}

/** Keeps a picture. */
export async function picture(page, name) {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** The bytes of what a click downloads. */
export async function download(page, click) {
  const [got] = await Promise.all([page.waitForEvent("download"), click()]);
  return readFileSync(await got.path());
}

/** Goes to the first project by the outline, and waits until its values can be clicked. */
export async function toProject(page) {
  await page.locator("nav button").filter({ hasText: "绩效目标表" }).first().click();
  await page.locator('[data-at][aria-label^="项目名称"]').first().waitFor();
}

/** Takes back everything that can be. */
export async function undoAll(page) {
  const undo = button(page, "撤销");
  for (let left = 100; left > 0 && (await undo.isEnabled()); left--) {
    const answered = page.waitForResponse((r) => r.url().endsWith("/api/undo"));
    await undo.click();
    await answered;
    await page.waitForTimeout(150);
  }
}
