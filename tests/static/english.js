/* The English catalogs, spoken: for modules whose words a test reads. */

import { readFileSync } from "node:fs";
import { speak } from "../../static/language.js";

const read = (catalog) => JSON.parse(readFileSync(new URL(`../../static/i18n/en/${catalog}.json`, import.meta.url), "utf8"));

export const ENGLISH = { language: "en", sentences: read("interface"), categories: read("categories") };

speak(ENGLISH);
