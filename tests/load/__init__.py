"""Benchmarks: ratios between two ways of doing the same job, measured in interleaved pairs inside one run."""
