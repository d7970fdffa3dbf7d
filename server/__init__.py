"""Inkrace: a drawing race judged by a neural network."""
