"""Gemini behind the ports: it recognises food in photos, writes recipes and paints dishes.

Google's library is only imported when a `GeminiClient` is made.
"""
