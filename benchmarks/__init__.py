"""What claims on speed and memory rest on: each benchmark measures Nuage beside a reference in the same run."""
