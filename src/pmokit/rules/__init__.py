"""Floor 3: governance rules, from YAML to findings. Mechanism only; every policy is data."""
