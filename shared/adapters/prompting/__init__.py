"""What every model is asked and what is believed of its answer, whoever serves the model.

An adapter sends a `Question` and hands the text of the answer to the reader of its purpose.
"""
