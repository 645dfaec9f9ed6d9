"""Adherence, waivers and the evidence for an auditor."""
