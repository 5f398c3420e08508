"""Training: from gold to the encoder's weights and the calibration of confidence. Only this needs PyTorch."""
