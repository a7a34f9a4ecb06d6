console.log('The slices are in dist/slices.')
