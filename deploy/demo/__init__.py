"""The main job on real input: real facts and 600 generated reports through the whole chain, on real servers."""
