/* A page to read: only theme and language can be changed here. */

import { bindActs } from "./element.js";
import { Memory, pageStorage } from "./memory.js";
import { barActs } from "./page.js";

bindActs(document, barActs(document, new Memory(pageStorage())));
