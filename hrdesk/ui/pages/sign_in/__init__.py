"""Signing in, and giving oneself a password."""
