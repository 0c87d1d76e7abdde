import { expect, test } from "vitest";
import { readFileName } from "./content-disposition.ts";

test.each([
  ['attachment; filename="output.csv"', "output.csv"],
  ["attachment; filename=output.csv", "output.csv"],
  ["attachment;filename = output.csv ; size=3", "output.csv"],
  ['ATTACHMENT; FILENAME="a \\"b\\" c.csv"', 'a "b" c.csv'],
  ['attachment; filename="a;b.csv"', "a;b.csv"],
  ["attachment; filename=\"euro.csv\"; filename*=UTF-8''%e2%82%ac%20rates.csv", "€ rates.csv"],
  ["attachment; filename*=utf-8'en'%C3%A4.csv; filename=a.csv", "ä.csv"],
  ["attachment; filename*=UTF-8''%ff.csv; filename=a.csv", "a.csv"],
  ["attachment; filename*=iso-8859-1''%e4.csv; filename=a.csv", "a.csv"],
  ['attachment; filename="../../etc/passwd"', "passwd"],
  ['attachment; filename="C:\\\\temp\\\\a.csv"', "a.csv"],
  ["attachment; filename*=UTF-8''..%2Fa.csv", "a.csv"],
  ['attachment; filename=".."', "totals.csv"],
  ['attachment; filename=""', "totals.csv"],
  ["attachment", "totals.csv"],
  ["", "totals.csv"],
])("%s is saved as %s", (header, name) => {
  expect(readFileName(header, "downloads/totals.csv")).toBe(name);
});

test("a path without a last part is saved as file", () => {
  expect(readFileName("", "downloads/")).toBe("file");
});
