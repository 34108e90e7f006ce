"""Models behind the API that OpenAI made common: OpenAI's own, Ollama, NVIDIA NIM, vLLM.

Plain requests instead of the `openai` library, measured on 2026-11-22: 0.26 s to import the client
this needs, which is there for Gemini anyway, against 0.83 s for the library; what the library adds,
retries and a client's own types, this project brings or does not want.
"""
