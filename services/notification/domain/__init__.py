"""Who is told what, when and how: pure rules over frozen data, with the time passed in."""
