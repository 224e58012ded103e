"""Gold and predictions in Parquet, judged part by part, so that a corpus may outgrow memory."""
