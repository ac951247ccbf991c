"""The register and what grew around it: an app for each subject."""
