# Ends once it was told to and there is a file `go`.
trap 'touch $1/told; while ! [ -e $1/go ]; do sleep 0.02; done; rm $1/go; exit 0' TERM
touch $1/ready
while :; do sleep 0.02; done
