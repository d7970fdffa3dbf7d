"""The judge: data, training, evaluation."""
