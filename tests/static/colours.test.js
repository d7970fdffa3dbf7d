import assert from "node:assert/strict";
import { test } from "node:test";
import { coat } from "../../static/colours.js";

/**
 * What a colour looks like to who lacks one kind of cone, in linear RGB: the matrices of severity 1.0 in G. M. Machado,
 * M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
 * IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009.
 */
const EYES = {
  "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
/** In CIELAB; side by side, 2.3 can just be noticed. */
const CLEARLY = 12;
const AA = 4.5;

const times = (matrix, vector) => matrix.map((row) => row.reduce((sum, value, i) => sum + value * vector[i], 0));
const clamped = (value) => Math.min(1, Math.max(0, value));

function linear(values) {
  return values.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
}

function parts(hex) {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
}

const TO_XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]];
const WHITE = [0.95047, 1, 1.08883];

function lab(rgb) {
  const [x, y, z] = times(TO_XYZ, rgb.map(clamped))
    .map((value, i) => value / WHITE[i])
    .map((t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function difference(eye, one, other) {
  const [a, b] = [one, other].map((hex) => lab(times(EYES[eye], linear(parts(hex)))));
  return Math.hypot(...a.map((value, i) => value - b[i]));
}

const coats = (count) => Array.from({ length: count }, (_, colour) => coat(colour));

for (const eye of Object.keys(EYES)) {
  test(`with ${eye}, ten players are told apart by colour or by pattern`, () => {
    const ten = coats(10);
    ten.forEach((one, i) => {
      for (const other of ten.slice(0, i)) {
        if (one.pattern !== other.pattern) continue;
        const far = difference(eye, one.colour, other.colour);
        assert.ok(far >= CLEARLY, `${one.colour} and ${other.colour}: ${far.toFixed(1)}`);
      }
    });
  });
}

test("no two of the first sixty coats are alike", () => {
  assert.equal(new Set(coats(60).map(({ colour, pattern }) => `${colour} ${pattern}`)).size, 60);
});

/** What shows where a marking lies on a colour; a marking is white or black, with a share. */
function painted(hex, marking) {
  const [light, , , share] = marking.match(/[\d.]+/g).map(Number);
  return parts(hex).map((value) => (value * (100 - share) + (light / 255) * share) / 100);
}

function contrast(one, other) {
  const [dark, bright] = [one, other].map((rgb) => times(TO_XYZ, linear(rgb))[1]).sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

test("the letter on every coat can be read, on its pattern too, whatever the theme", () => {
  for (const { colour, letter, marking } of coats(60)) {
    for (const ground of [parts(colour), painted(colour, marking)]) {
      const ratio = contrast(parts(letter), ground);
      assert.ok(ratio >= AA, `${letter} on ${colour} under ${marking}: ${ratio.toFixed(2)}`);
    }
  }
});
