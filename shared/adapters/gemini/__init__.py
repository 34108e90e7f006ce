"""The models of the Gemini API; what they are asked and believed stands in `prompting`.

Google's library is only imported when a `GeminiClient` is made.
"""
