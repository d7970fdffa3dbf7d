/* A page to read: only the theme can be changed here. */

import { bindActs } from "./element.js";
import { Memory, pageStorage } from "./memory.js";
import { switchTheme } from "./page.js";

bindActs(document, { theme: () => switchTheme(document, new Memory(pageStorage())) });
